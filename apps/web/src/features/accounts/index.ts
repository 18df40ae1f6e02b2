export { ForgotPage, ResetPage, VerifyPage } from "./LatePages.tsx";
export { SignInPage } from "./SignInPage.tsx";
export { SignOut } from "./SignOut.tsx";
export { SignUpPage } from "./SignUpPage.tsx";
