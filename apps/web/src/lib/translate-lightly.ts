import type { CompiledMessage, CompiledMessageToken } from '@lingui/message-utils/compileMessage';
import { formatLocale } from './locale.ts';
import type { Spoken } from './translate.ts';
import type { Translate } from './words.ts';

type Values = Record<string, string | number>;
type Forms = Record<string, CompiledMessage> & { offset?: number };

/**
 * As `createTranslate`, for the service worker: values and plurals, which is all that it says, and a tenth of what Lingui takes. That
 * would be more than the worker is without it.
 */
export function translateLightly({ tag, messages }: Spoken): Translate {
  const rules = new Intl.PluralRules(tag);
  const numbers = new Intl.NumberFormat(formatLocale());

  function format(message: CompiledMessage | string, values: Values, count: number | null = null): string {
    if (typeof message === 'string') return message;
    return message.map((token) => put(token, values, count)).join('');
  }

  function put(token: CompiledMessageToken, values: Values, count: number | null): string {
    if (token === '#' && count !== null) return numbers.format(count);
    if (typeof token === 'string') return token;
    const [name, type, forms] = token;
    const value = values[name] ?? '';
    return type === 'plural' ? choose(forms as Forms, Number(value), values) : String(value);
  }

  function choose(forms: Forms, value: number, values: Values): string {
    const count = value - (forms.offset ?? 0);
    return format(forms[String(value)] ?? forms[rules.select(count)] ?? forms['other'] ?? [], values, count);
  }

  return (message, values) => {
    const translated = Object.hasOwn(messages, message) ? messages[message] : undefined;
    return translated === undefined ? null : format(translated, values);
  };
}
