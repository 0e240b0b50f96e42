export { LogOutButton } from './LogOutButton.tsx';
export { PasswordForm } from './PasswordForm.tsx';
export { ProfileForm } from './ProfileForm.tsx';
export { SessionList } from './SessionList.tsx';
