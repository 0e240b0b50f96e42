import type { ChatState } from '@confab/client';
import type { GroupSettings } from '@confab/protocol';
import { limits } from '@confab/protocol/limits';
import { mayRenameGroup } from '@confab/protocol/permissions';
import { Pencil } from 'lucide-react';
import { useId, useState, type SubmitEvent } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { isComposing } from '../../lib/is-composing.ts';
import { t } from '../../lib/words.ts';
import { actorIn, useClient, useClientState } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { TextField } from '../../ui/TextField.tsx';

/** What the group is about, in its own words. */
export function AboutGroup({ chat }: { chat: ChatState }) {
  const { topic = '', description = '' } = chat.parts ?? {};
  const mayChange = useClientState((state) => mayRenameGroup(actorIn(state, chat.id)?.role ?? 'member'));
  const [isEditing, setEditing] = useState(false);
  if (isEditing) return <AboutForm chat={chat} onClose={() => setEditing(false)} />;
  const isEmpty = topic === '' && description === '';
  if (isEmpty && !mayChange) return null;
  return (
    <section aria-label={t`About`} className="px-4.5 pb-3 text-sm">
      {topic !== '' && <p className="as-written font-medium wrap-anywhere">{topic}</p>}
      {description !== '' && (
        <p className="as-written mt-1 wrap-anywhere whitespace-pre-line text-muted">{description}</p>
      )}
      {mayChange && (
        <Button size={isEmpty ? 'm' : 's'} className={isEmpty ? 'w-full' : 'mt-2'} onClick={() => setEditing(true)}>
          <Pencil className="size-3.5" strokeWidth={1.8} aria-hidden="true" />
          {isEmpty ? t`Add topic and description` : t`Edit topic and description`}
        </Button>
      )}
    </section>
  );
}

function AboutForm({ chat, onClose }: { chat: ChatState; onClose: () => void }) {
  const client = useClient();
  const id = useId();
  const before = { topic: chat.parts?.topic ?? '', description: chat.parts?.description ?? '' };
  const [topic, setTopic] = useState(before.topic);
  const [description, setDescription] = useState(before.description);
  const [error, setError] = useState<string | null>(null);

  function save(event: SubmitEvent): void {
    event.preventDefault();
    const changes: GroupSettings = {
      ...(topic.trim() !== before.topic && { topic: topic.trim() }),
      ...(description.trim() !== before.description && { description: description.trim() }),
    };
    if (Object.keys(changes).length === 0) return onClose();
    client.changeGroup(chat.id, changes).then(onClose, (reason: unknown) => setError(failureText(reason)));
  }

  return (
    <form
      aria-label={t`About`}
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isComposing(event)) return;
        event.preventDefault();
        onClose();
      }}
      className="px-4.5 pb-4"
    >
      <TextField
        label={t`Topic`}
        value={topic}
        autoFocus
        maxCharacters={limits.topicMax}
        onChange={(event) => setTopic(event.target.value)}
      />
      <label htmlFor={id} className="mt-3 mb-1 block text-sm font-medium">
        {t`Description`}
      </label>
      <textarea
        id={id}
        rows={4}
        dir="auto"
        value={description}
        maxLength={limits.descriptionMax}
        onChange={(event) => setDescription(event.target.value)}
        className="w-full resize-none rounded-sm border border-edge bg-bg px-3 py-2 text-sm outline-none focus:border-accent focus:ring-3 focus:ring-(--ring)"
      />
      <FormError text={error} />
      <div className="mt-2 flex justify-end gap-2">
        <Button size="s" onClick={onClose}>
          {t`Cancel`}
        </Button>
        <Button size="s" look="primary" type="submit">
          {t`Save`}
        </Button>
      </div>
    </form>
  );
}
