import { useEffect, useRef, type FormEvent, type ReactNode } from "react";
import { faultsByField } from "#kernel/api-error";
import { usePageTitle } from "#kernel/page-title";
import { describeProblem } from "#kernel/problem-text";
import { m } from "#messages";
import { Banner } from "#ui/Banner";
import { Button } from "#ui/Button";
import { TextAreaField } from "#ui/TextAreaField";
import { TextField } from "#ui/TextField";
import { LanguagesEditor } from "./LanguagesEditor.tsx";
import { OnboardingHead } from "./OnboardingHead.tsx";
import type { OnboardingStep } from "./onboarding-steps.ts";
import { PreviewCard } from "./PreviewCard.tsx";
import { TimeZoneField } from "./TimeZoneField.tsx";
import { useOnboarding } from "./use-onboarding.ts";

/** Somebody new says what they speak and learn, where they are, and a first word about themselves. */
export function OnboardingPage() {
  const onboarding = useOnboarding();
  const { step, error } = onboarding;
  const { heading, lead } = wordsOf(step);
  usePageTitle(heading);
  const faults = faultsByField(error);
  const hasFieldFault = Object.keys(faults).some((path) => path === "place" || path === "bio");

  function handleSubmit(event: FormEvent) {
    event.preventDefault();
    if (onboarding.canContinue) onboarding.goOn();
  }

  return (
    <div className="flex min-h-dvh flex-col bg-thread">
      <OnboardingHead
        step={step}
        leaving={onboarding.running === "leave"}
        onLeave={onboarding.leave}
      />
      <div className="mx-auto grid w-full max-w-[600px] flex-1 grid-cols-[minmax(0,1fr)] content-start gap-x-12 gap-y-9 px-5 pt-8.5 pb-7 sm:px-8 lg:max-w-[1200px] lg:grid-cols-[minmax(0,600px)_minmax(0,440px)] lg:justify-center xl:gap-x-24">
        <form noValidate onSubmit={handleSubmit} className="min-w-0">
          <StepHead key={step} heading={heading}>
            {lead}
          </StepHead>
          <StepFields onboarding={onboarding} faults={faults} />
          {error !== null && !hasFieldFault && (
            <Banner tone="error" className="mt-4">
              {describeProblem(error)}
            </Banner>
          )}
          {!onboarding.canContinue && (
            <p className="mt-3 text-sm text-fg-subtle">{m.profiles_languages_needed()}</p>
          )}
          <footer className="mt-4.5 flex flex-wrap justify-between gap-3">
            {step === "languages" ? (
              <span />
            ) : (
              <Button
                variant="quiet"
                size="lg"
                icon="arrow-left"
                className="-ms-5"
                onClick={onboarding.goBack}
              >
                {m.profiles_back()}
              </Button>
            )}
            <Button
              type="submit"
              variant="primary"
              size="lg"
              className="min-w-40"
              disabled={!onboarding.canContinue}
              loading={onboarding.running === "next"}
              loadingLabel={m.profiles_saving()}
            >
              {step === "hello" ? m.profiles_finish() : m.profiles_continue()}
            </Button>
          </footer>
        </form>
        <aside className="min-w-0 lg:pt-1.5">
          <PreviewCard person={onboarding.preview} />
        </aside>
      </div>
    </div>
  );
}

type StepHeadProps = { heading: string; children: ReactNode };

/** A new step is announced by its heading. */
function StepHead({ heading, children }: StepHeadProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }, []);
  return (
    <>
      <h1
        ref={title}
        tabIndex={-1}
        className="font-serif text-[1.875rem] leading-[1.18] font-[600] tracking-display text-balance outline-none sm:text-[2.125rem]"
      >
        {heading}
      </h1>
      <p className="mt-2.5 max-w-[52ch] text-base leading-[1.4375rem] text-fg-muted">{children}</p>
    </>
  );
}

type StepFieldsProps = {
  onboarding: ReturnType<typeof useOnboarding>;
  faults: ReturnType<typeof faultsByField>;
};

function StepFields({ onboarding, faults }: StepFieldsProps) {
  const { step, languages, place, timeZone, bio } = onboarding;
  if (step === "languages") return <LanguagesEditor languages={languages} keepsOne={false} />;
  if (step === "place") {
    return (
      <div className="mt-6 grid gap-5">
        <TextField
          label={m.profiles_place()}
          hint={m.profiles_place_hint()}
          fieldSize="lg"
          maxLength={80}
          autoComplete="address-level2"
          value={place.value}
          onValueChange={place.change}
          error={faults["place"]?.message ?? null}
        />
        <TimeZoneField size="lg" value={timeZone.value} onValueChange={timeZone.change} />
      </div>
    );
  }
  return (
    <TextAreaField
      className="mt-6"
      label={m.profiles_bio()}
      hint={m.profiles_bio_hint()}
      rows={5}
      value={bio.value}
      onValueChange={bio.change}
      error={faults["bio"]?.message ?? null}
    />
  );
}

function wordsOf(step: OnboardingStep): { heading: string; lead: string } {
  if (step === "languages")
    return { heading: m.profiles_languages_title(), lead: m.profiles_languages_lead() };
  if (step === "place") return { heading: m.profiles_place_title(), lead: m.profiles_place_lead() };
  return { heading: m.profiles_hello_title(), lead: m.profiles_hello_lead() };
}
