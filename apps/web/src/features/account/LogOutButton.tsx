import { t } from '../../lib/words.ts';
import { useLogOut } from '../../session/use-log-out.ts';
import { Button } from '../../ui/Button.tsx';

export function LogOutButton() {
  const logOut = useLogOut();
  return (
    <Button look="danger-quiet" className="-ms-3.5" onClick={logOut}>
      {t`Log out`}
    </Button>
  );
}
