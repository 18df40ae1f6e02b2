import type { Me, UpdateMe } from "@parley/protocol/profiles";
import { useState } from "react";
import { useLocation } from "wouter";
import { useMe } from "#kernel/session";
import { useStoredText } from "#kernel/use-stored-text";
import { isComplete } from "./edit-languages.ts";
import { stepBeside, useStep } from "./onboarding-steps.ts";
import { saveMe } from "./save-me.ts";
import { ownTimeZone } from "./time-zones.ts";
import { useLanguages } from "./use-languages.ts";

/** What was filled in so far. What a step adds is kept on leaving it, and in this tab until then. */
export function useOnboarding() {
  const me = useMe();
  const [, navigate] = useLocation();
  const languages = useLanguages();
  const [step, setStep] = useStep(languages.value);
  const [place, setPlace] = useStoredText("onboarding.place", me.place);
  const [bio, setBio] = useStoredText("onboarding.bio", me.bio);
  const [chosenZone, setTimeZone] = useState<string | null>(null);
  const timeZone = chosenZone ?? me.timeZone ?? ownTimeZone();
  const act = useSaving();

  const speaks = [...languages.value.speaks];
  const learns = [...languages.value.learns];
  const patches = { languages: { speaks, learns }, place: { place, timeZone }, hello: { bio } };
  const patch: UpdateMe = patches[step];
  const next = stepBeside(step, 1);
  const preview: Me = { ...me, speaks, learns, place, bio, timeZone };

  function finish() {
    setStep("languages");
    setPlace("");
    setBio("");
    navigate("/discover");
  }

  return {
    languages,
    step,
    place: { value: place, change: setPlace },
    bio: { value: bio, change: setBio },
    timeZone: { value: timeZone, change: setTimeZone },
    running: act.running,
    error: act.error,
    canContinue: step !== "languages" || isComplete(languages.value),
    preview,
    goBack() {
      act.forget();
      setStep(stepBeside(step, -1) ?? step);
    },
    goOn: () =>
      next === null
        ? void act.run("next", { ...patch, onboarded: true }, finish)
        : void act.run("next", patch, () => setStep(next)),
    leave: () => void act.run("leave", patch, () => navigate("/chats")),
  };
}

/** One save at a time, then what follows it. */
function useSaving() {
  const [running, setRunning] = useState<"next" | "leave" | null>(null);
  const [error, setError] = useState<unknown>(null);

  async function run(name: "next" | "leave", patch: UpdateMe, then: () => void) {
    if (running !== null) return;
    setRunning(name);
    setError(null);
    try {
      await saveMe(patch);
      then();
    } catch (problem) {
      setError(problem);
    } finally {
      setRunning(null);
    }
  }

  return { running, error, run, forget: () => setError(null) };
}
