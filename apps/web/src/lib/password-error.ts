import { countCharacters } from '@confab/protocol/characters';
import { limits } from '@confab/protocol/limits';
import { atLeastText, atMostText } from './length-text.ts';

export function passwordError(password: string): string | null {
  const { passwordMin, passwordMax } = limits;
  if (countCharacters(password) < passwordMin) return atLeastText(passwordMin);
  if (countCharacters(password) > passwordMax) return atMostText(passwordMax);
  return null;
}
