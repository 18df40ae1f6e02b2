import { joinClasses } from "#kernel/class-names";
import { m } from "#messages";
import { Button } from "#ui/Button";
import { Icon } from "#ui/Icon";
import { Logo } from "#ui/Logo";
import { onboardingSteps, stepName, type OnboardingStep } from "./onboarding-steps.ts";

type OnboardingHeadProps = { step: OnboardingStep; leaving: boolean; onLeave: () => void };

/** How far one is, and the way out. */
export function OnboardingHead({ step, leaving, onLeave }: OnboardingHeadProps) {
  const current = onboardingSteps.indexOf(step) + 1;
  const names = [m.profiles_step_account(), ...onboardingSteps.map(stepName)];
  return (
    <header className="flex min-h-18 flex-wrap items-center justify-between gap-x-6 gap-y-3 border-b border-border-soft px-5 py-3 sm:px-8 lg:grid lg:grid-cols-[1fr_auto_1fr]">
      <span className="flex items-center gap-[11px]">
        <Logo size={34} />
        <b className="font-serif text-[1.375rem] leading-none font-[650] tracking-tight">
          {m.shell_app_name()}
        </b>
      </span>
      <ol className="flex flex-wrap items-center gap-x-3 gap-y-2 max-lg:order-last max-lg:w-full lg:gap-x-7.5">
        {names.map((name, index) => (
          <li
            key={name}
            aria-current={index === current ? "step" : undefined}
            className={joinClasses(
              "flex items-center gap-[9px]",
              index === current ? "font-semibold text-fg" : "text-fg-subtle",
            )}
          >
            <span
              aria-hidden="true"
              className={joinClasses(
                "grid size-5.5 flex-none place-items-center rounded-full text-xs leading-none font-semibold",
                stepLook(index - current),
              )}
            >
              {index < current ? <Icon name="check" size={13} /> : index + 1}
            </span>
            <span className={index === current ? "" : "max-lg:sr-only"}>{name}</span>
            {index < current && <span className="sr-only">{m.profiles_step_done()}</span>}
          </li>
        ))}
      </ol>
      <Button
        variant="quiet"
        size="sm"
        className="lg:justify-self-end"
        loading={leaving}
        loadingLabel={m.profiles_saving()}
        onClick={onLeave}
      >
        {m.profiles_save_and_leave()}
      </Button>
    </header>
  );
}

function stepLook(distance: number): string {
  if (distance === 0) return "bg-primary text-on-primary";
  return distance < 0
    ? "bg-active text-fg"
    : "text-fg-subtle inset-ring-[1.5px] inset-ring-border-strong";
}
