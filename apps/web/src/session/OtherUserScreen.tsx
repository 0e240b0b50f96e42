import type { OwnUser } from '@confab/protocol';
import { rich } from '../lib/rich.tsx';
import { t } from '../lib/words.ts';
import { Button } from '../ui/Button.tsx';
import { Logo } from '../ui/Logo.tsx';

type OtherUserScreenProps = { me: OwnUser; former: OwnUser };

/**
 * Somebody else logged in from another tab. Nothing of the former person is left on the page, and nothing that they are
 * about to type reaches the new one: going on loads the page anew.
 */
export function OtherUserScreen({ me, former }: OtherUserScreenProps) {
  return (
    <main className="grid h-full place-items-center p-6">
      <div className="grid max-w-sm justify-items-center gap-3 text-center">
        <Logo className="size-8 text-accent" />
        <h1 className="text-lg font-semibold">
          {rich(t`<name/> is logged in here now`, { name: <bdi>{me.displayName}</bdi> })}
        </h1>
        <p className="text-muted">
          {rich(
            t`Another tab in this browser logged in as <name/>. What <former/> had started to write is kept until they log in again.`,
            { name: <bdi>@{me.username}</bdi>, former: <bdi>@{former.username}</bdi> },
          )}
        </p>
        <Button look="primary" onClick={() => window.location.assign('/')}>
          {t`Continue as ${me.displayName}`}
        </Button>
      </div>
    </main>
  );
}
