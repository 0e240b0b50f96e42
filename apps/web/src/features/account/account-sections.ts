export { Leaving } from './Leaving.tsx';
export { LogOutButton } from './LogOutButton.tsx';
export { OwnData } from './OwnData.tsx';
export { PasswordForm } from './PasswordForm.tsx';
export { ProfileForm } from './ProfileForm.tsx';
export { Providers } from './Providers.tsx';
export { SessionList } from './SessionList.tsx';
