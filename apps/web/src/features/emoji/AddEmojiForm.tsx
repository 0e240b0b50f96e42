import { ImagePlus } from 'lucide-react';
import { emojiNamePattern } from '@confab/protocol/emoji-sign';
import { type ChangeEvent, type SubmitEvent, useId, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { preparePicture } from './prepare-picture.ts';

/** Others than these a browser may be able to draw, and few do. */
const pictureTypes = ['image/png', 'image/gif', 'image/webp', 'image/jpeg'];

/** A picture and its name; what the name may be is suggested by that of the file. */
export function AddEmojiForm() {
  const client = useClient();
  const fileId = useId();
  const [image, setImage] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function choose({ target }: ChangeEvent<HTMLInputElement>): Promise<void> {
    const [file] = target.files ?? [];
    // The same file may be chosen again.
    target.value = '';
    if (!file) return;
    setError(null);
    try {
      setImage(await preparePicture(file));
      if (name === '') setName(nameFrom(file.name));
    } catch {
      setError(t`That file can’t be used. Choose a PNG, GIF, WebP or JPEG picture.`);
    }
  }

  async function add(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (isBusy) return;
    if (image === null) return setError(t`Choose a picture first.`);
    if (!emojiNamePattern.test(name)) return setError(t`Use 2 to 32 letters (a to z), digits, “_” or “-”.`);
    setBusy(true);
    setError(null);
    try {
      await client.addEmoji(name, image);
      setImage(null);
      setName('');
    } catch (reason) {
      setError(failureText(reason));
    }
    setBusy(false);
  }

  return (
    <form onSubmit={(event) => void add(event)} noValidate>
      <div className="flex items-end gap-3">
        <label
          htmlFor={fileId}
          title={t`Choose a picture`}
          className="relative grid size-10 shrink-0 cursor-pointer place-items-center rounded-sm border border-edge bg-bg pointer-coarse:size-touch text-muted hover:bg-tint has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <span className="sr-only">{t`Choose a picture`}</span>
          <input
            id={fileId}
            type="file"
            accept={pictureTypes.join()}
            className="absolute inset-0 opacity-0"
            onChange={(event) => void choose(event)}
          />
          {image === null ? (
            <ImagePlus className="size-5" strokeWidth={1.8} aria-hidden="true" />
          ) : (
            <img src={image} alt={t`The chosen picture`} className="size-7 object-contain" />
          )}
        </label>
        <TextField
          className="min-w-0 flex-1"
          label={t`Name of the new emoji`}
          value={name}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => setName(event.target.value.toLowerCase())}
        />
        <Button type="submit" look={image === null ? 'soft' : 'primary'} className="min-h-10" aria-disabled={isBusy}>
          {t`Add`}
        </Button>
      </div>
      <FormError text={error} />
    </form>
  );
}

function nameFrom(fileName: string): string {
  const bare = fileName.replace(/\.\w+$/, '').toLowerCase();
  return bare
    .replaceAll(/[^a-z0-9_-]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 32);
}
