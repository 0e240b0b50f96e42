import { Camera, Image, Mic, Paperclip, Upload } from 'lucide-react';
import { useRef } from 'react';
import { composerIdOf } from '../../../lib/composer-focus.ts';
import { isTouchScreen } from '../../../lib/touch.ts';
import { t } from '../../../lib/words.ts';
import { useClient } from '../../../session/client.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu, MenuItem } from '../../../ui/Menu.tsx';
import { addFiles } from './add-files.ts';

type AttachButtonProps = {
  chatId: string;
  /** Where there is no room for a button of its own. */
  onVoice?: (() => void) | undefined;
};

/** Chooses files; on a phone also from the camera and among the pictures. */
export function AttachButton({ chatId, onVoice }: AttachButtonProps) {
  const client = useClient();
  const input = useRef<HTMLInputElement>(null);

  function choose(accept: string, fromCamera = false): void {
    if (!input.current) return;
    input.current.accept = accept;
    input.current.toggleAttribute('capture', fromCamera);
    if (fromCamera) input.current.setAttribute('capture', 'environment');
    input.current.click();
  }

  function take({ files }: HTMLInputElement): void {
    void addFiles(client, chatId, [...(files ?? [])]);
    // On a touch screen it would raise the keyboard.
    if (!isTouchScreen()) document.getElementById(composerIdOf(chatId))?.focus();
  }

  const button = (
    <IconButton
      size="s"
      icon={Paperclip}
      label={t`Attach files`}
      onClick={isTouchScreen() ? undefined : () => choose('')}
    />
  );
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        tabIndex={-1}
        aria-label={t`Files to attach`}
        className="hidden"
        onChange={({ currentTarget }) => {
          take(currentTarget);
          // The same file may be chosen again.
          currentTarget.value = '';
        }}
      />
      {isTouchScreen() ? (
        <Menu align="start" trigger={button}>
          <MenuItem icon={Camera} onClick={() => choose('image/*', true)}>
            {t`Take a photo`}
          </MenuItem>
          <MenuItem icon={Image} onClick={() => choose('image/*,video/*')}>
            {t`Photos and videos`}
          </MenuItem>
          <MenuItem icon={Upload} onClick={() => choose('')}>
            {t`Other files`}
          </MenuItem>
          {onVoice && (
            <MenuItem icon={Mic} onClick={onVoice}>
              {t`Record a voice message`}
            </MenuItem>
          )}
        </Menu>
      ) : (
        button
      )}
    </>
  );
}
