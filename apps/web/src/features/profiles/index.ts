export { OnboardingPage } from "./OnboardingPage.tsx";
export { PersonPage } from "./PersonPage.tsx";
export { SettingsPage } from "./SettingsPage.tsx";
