import { AskForLink } from './AskForLink.tsx';
import { UseLink } from './UseLink.tsx';

/** Where one comes in without the password: asks for a link, or uses the one that was followed to here. */
export function Recovery({ token, onBack }: { token: string | null; onBack: () => void }) {
  return token === null ? <AskForLink onBack={onBack} /> : <UseLink key={token} token={token} onBack={onBack} />;
}
