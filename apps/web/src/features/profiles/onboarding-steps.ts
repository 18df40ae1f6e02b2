import { m } from "#messages";
import { useStoredText } from "#kernel/use-stored-text";
import { isComplete, type Languages } from "./edit-languages.ts";

export type OnboardingStep = "languages" | "place" | "hello";

export const onboardingSteps: readonly OnboardingStep[] = ["languages", "place", "hello"];

export function stepName(step: OnboardingStep): string {
  if (step === "languages") return m.profiles_step_languages();
  return step === "place" ? m.profiles_step_place() : m.profiles_step_hello();
}

/** The step after or before another; null beyond the last and the first. */
export function stepBeside(step: OnboardingStep, by: 1 | -1): OnboardingStep | null {
  return onboardingSteps[onboardingSteps.indexOf(step) + by] ?? null;
}

/** The step to show: the one that was reached, but none beyond the languages without any. */
export function readStep(text: string, languages: Languages): OnboardingStep {
  const reached = onboardingSteps.find((step) => step === text) ?? "languages";
  return isComplete(languages) ? reached : "languages";
}

/** The step that this tab has reached; it survives a reload. */
export function useStep(languages: Languages): [OnboardingStep, (step: OnboardingStep) => void] {
  const [text, setText] = useStoredText("onboarding.step");
  return [readStep(text, languages), setText];
}
