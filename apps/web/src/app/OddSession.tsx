import { PasswordNeeded } from '../features/account/index.ts';
import { SecondFactorNeeded } from '../features/second-factor/index.ts';
import { OtherUserScreen } from '../session/OtherUserScreen.tsx';
import { useSession } from '../session/session.ts';
import { StartScreen } from './StartScreen.tsx';

/** In the place of the page, where the session is not one that it could go on with. Few ever see it, and they have a network. */
export function OddSession() {
  const { me, former, isTakenOver, restricted } = useSession();
  if (isTakenOver && me !== null && former !== null) return <OtherUserScreen me={me} former={former} />;
  if (restricted === 'second-factor') return <SecondFactorNeeded fallback={<StartScreen />} />;
  if (restricted === 'password') return <PasswordNeeded fallback={<StartScreen />} />;
  return <StartScreen />;
}
