import { Compass } from 'lucide-react';
import { useEffect } from 'react';
import { useNavigate } from '../lib/router/index.ts';
import { dropKeys } from '../lib/key-catcher.ts';
import { t } from '../lib/words.ts';
import { Button } from './Button.tsx';
import { EmptyState } from './EmptyState.tsx';

/** An address that names nothing, or a chat that is not there for this person. */
export function UnknownPane({ title, text }: { title?: string; text?: string }) {
  const navigate = useNavigate();
  // Nothing here takes over what was typed on the way.
  useEffect(() => dropKeys(), []);
  const action = (
    <Button look="primary" onClick={() => navigate('/')}>
      {t`Go to your chats`}
    </Button>
  );
  return (
    // Whoever leaves a chat is led away from it a moment after it is gone.
    <div className="late flex min-h-0 flex-1">
      <EmptyState icon={Compass} title={title ?? t`Nothing here`} action={action} isPage>
        {text ?? t`This address leads nowhere. It may have been mistyped.`}
      </EmptyState>
    </div>
  );
}
