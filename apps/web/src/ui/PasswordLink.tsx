import { linkAddress } from '@confab/protocol/recovery/link';
import { exactTime } from '../lib/dates.ts';
import { t } from '../lib/words.ts';
import { LinkToCopy } from './LinkToCopy.tsx';

type PasswordLinkProps = {
  link: { token: string; expiresAt: string };
  /** Of whoever chooses their password by it. */
  name: string;
  onClose: () => void;
};

/** What an admin hands over to whoever can't be mailed it. */
export function PasswordLink({ link: { token, expiresAt }, name, onClose }: PasswordLinkProps) {
  return (
    <LinkToCopy link={linkAddress(window.location.origin, token)} onClose={onClose}>
      <p className="mb-3 text-sm text-pretty text-muted">
        {t`Whoever has this link chooses the password of ${name} and is in their account. Give it to ${name} alone, by a way you trust.`}{' '}
        {t`It works once, until ${exactTime(expiresAt)}, and is shown only now.`}
      </p>
    </LinkToCopy>
  );
}
