import { type IncomingMessage, type OutgoingHttpHeader, type OutgoingHttpHeaders, ServerResponse } from 'node:http';

type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[];

/**
 * Answers that carry these headers, whoever writes them and however; an answer that has one of them itself keeps its own. Put
 * into the head as it is written they cost a list. Names are written in small letters, as those of answers are.
 */
export function answersWith(common: Readonly<Record<string, string>>): typeof ServerResponse<IncomingMessage> {
  const entries = Object.entries(common);
  return class extends ServerResponse {
    override writeHead(status: number, ...rest: (string | Headers | undefined)[]): this {
      if (typeof rest[0] === 'string') this.statusMessage = rest[0];
      const own = flatten(rest.find((part) => typeof part === 'object') ?? {});
      const flat: OutgoingHttpHeader[] = [];
      // Of one written twice the last would count, or both.
      for (const [name, value] of entries) if (!names(own, name) && !this.hasHeader(name)) flat.push(name, value);
      flat.push(...own);
      return super.writeHead(status, flat);
    }
  };
}

/** A list of names and values in turn, as `writeHead` takes it too. */
function flatten(headers: Headers): OutgoingHttpHeader[] {
  if (Array.isArray(headers)) return headers;
  const flat: OutgoingHttpHeader[] = [];
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) flat.push(name, value);
  }
  return flat;
}

function names(list: readonly OutgoingHttpHeader[], wanted: string): boolean {
  for (let place = 0; place < list.length; place += 2) if (list[place] === wanted) return true;
  return false;
}
