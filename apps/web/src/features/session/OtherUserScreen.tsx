import type { OwnUser } from '@confab/protocol';
import { Button } from '../../ui/Button.tsx';
import { Logo } from '../../ui/Logo.tsx';

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
          <bdi>{me.displayName}</bdi> is logged in here now
        </h1>
        <p className="text-muted">
          Another tab of this browser logged in as <bdi>@{me.username}</bdi>. What <bdi>@{former.username}</bdi> had
          begun to write is kept until they log in again.
        </p>
        <Button look="primary" onClick={() => window.location.assign('/')}>
          Continue as {me.displayName}
        </Button>
      </div>
    </main>
  );
}
