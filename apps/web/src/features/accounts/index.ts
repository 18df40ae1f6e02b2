export { ForgotPage } from "./ForgotPage.tsx";
export { ResetPage } from "./ResetPage.tsx";
export { SignInPage } from "./SignInPage.tsx";
export { SignOut } from "./SignOut.tsx";
export { SignUpPage } from "./SignUpPage.tsx";
export { VerifyPage } from "./VerifyPage.tsx";
