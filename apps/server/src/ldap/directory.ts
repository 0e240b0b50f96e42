import type * as LdapLibrary from 'ldapts';
import type { Client, Entry, Filter } from 'ldapts';
import { directoryProvider, foldName, type Identity, type PasswordSource } from '../accounts/index.ts';
import type { LdapConfig } from '../config/index.ts';
import { bindAsReader, withConnection } from './connection.ts';
import { findGroups } from './groups.ts';
import { isBinary, readEntry, toIdValue, valuesOf } from './read-entry.ts';

type Library = typeof LdapLibrary;

/** Of people that are looked for at once: an answer and a filter of a size that every directory takes. */
const peoplePerSearch = 100;

/** The people of a directory. Whatever it can't be asked rejects with a `DirectoryError`. */
export class Directory implements PasswordSource {
  readonly #config: LdapConfig;

  constructor(config: LdapConfig) {
    this.#config = config;
  }

  readonly provider = directoryProvider;

  get rules(): LdapConfig['rules'] {
    return this.#config.rules;
  }

  /**
   * Whose name and password these are; null where nobody's. What is looked for is built of values and not of text: nothing that
   * somebody types is read as a filter. `name` is folded, as `foldName` does. A password that is empty would bind as nobody, and succeed (RFC 4513, 5.1.2).
   */
  async check(name: string, password: string): Promise<Identity | null> {
    if (password === '') return null;
    const found = await withConnection(this.#config, async (client) => {
      await bindAsReader(client, this.#config);
      const entries = await this.#search(client, await this.#namedFilter(name));
      const [entry] = entries.filter((one) => this.#isNamed(one, name));
      const identity = entries.length === 1 && entry ? readEntry(entry, this.#config) : null;
      if (!entry || !identity) return null;
      return { dn: entry.dn, identity: { ...identity, groups: await findGroups(client, entry, this.#config) } };
    });
    // Where there is nobody of that name, the directory is asked as well: what it answers takes as long (A5).
    const isRight = await this.#binds(found?.dn ?? `cn=nobody of that name,${this.#config.base}`, password);
    return found !== null && isRight ? found.identity : null;
  }

  /** Those of these that are in the directory now, with their groups, by what they are known again by. */
  async find(subjects: readonly string[]): Promise<Map<string, Identity>> {
    return await withConnection(this.#config, async (client) => {
      await bindAsReader(client, this.#config);
      const found = new Map<string, Identity>();
      for (let at = 0; at < subjects.length; at += peoplePerSearch) {
        const filter = await this.#idFilter(subjects.slice(at, at + peoplePerSearch));
        const entries = await this.#search(client, filter);
        await Promise.all(
          entries.map(async (entry) => {
            const identity = readEntry(entry, this.#config);
            if (!identity) return;
            const groups = await findGroups(client, entry, this.#config);
            found.set(identity.subject, { ...identity, groups });
          }),
        );
      }
      return found;
    });
  }

  async #binds(dn: string, password: string): Promise<boolean> {
    return await withConnection(this.#config, async (client) => {
      try {
        await client.bind(dn, password);
        return true;
      } catch (error) {
        if (await saysNo(error)) return false;
        throw error;
      }
    });
  }

  async #search(client: Client, filter: Filter): Promise<Entry[]> {
    const { base, attributes } = this.#config;
    // Referrals are told and not followed: nobody is asked but the directory that was named.
    const { searchEntries } = await client.search(base, {
      scope: 'sub',
      filter,
      paged: { pageSize: 500 },
      attributes: [...Object.values(attributes), 'memberOf'],
      explicitBufferAttributes: isBinary(attributes.id) ? [attributes.id] : [],
    });
    return searchEntries;
  }

  async #namedFilter(name: string): Promise<Filter> {
    const library = await import('ldapts');
    return this.#among(
      library,
      this.#namesBy(name).map((attribute) => new library.EqualityFilter({ attribute, value: name })),
    );
  }

  #namesBy(name: string): string[] {
    const { attributes } = this.#config;
    return name.includes('@') ? [attributes.username, attributes.mail] : [attributes.username];
  }

  /**
   * Directories take much for the same, such as letters with and without their accents. Tries are counted by the name that was typed: each
   * spelling that would do as well would have tries of its own (A6).
   */
  #isNamed(entry: Entry, name: string): boolean {
    return this.#namesBy(name).some((attribute) =>
      valuesOf(entry, attribute).some((value) => foldName(value) === name),
    );
  }

  async #idFilter(subjects: readonly string[]): Promise<Filter> {
    const library = await import('ldapts');
    const attribute = this.#config.attributes.id;
    return this.#among(
      library,
      subjects.map((subject) => new library.EqualityFilter({ attribute, value: toIdValue(subject, attribute) })),
    );
  }

  #among({ AndFilter, FilterParser, OrFilter }: Library, filters: Filter[]): Filter {
    return new AndFilter({ filters: [FilterParser.parseString(this.#config.filter), new OrFilter({ filters })] });
  }
}

/** What a directory answers to a name or a password that is not right, an account that is locked, or one that may not bind. */
async function saysNo(error: unknown): Promise<boolean> {
  const {
    ConstraintViolationError,
    InappropriateAuthError,
    InsufficientAccessError,
    InvalidCredentialsError,
    InvalidDNSyntaxError,
    NoSuchObjectError,
    UnwillingToPerformError,
  } = await import('ldapts');
  return [
    ConstraintViolationError,
    InappropriateAuthError,
    InsufficientAccessError,
    InvalidCredentialsError,
    InvalidDNSyntaxError,
    NoSuchObjectError,
    UnwillingToPerformError,
  ].some((kind) => error instanceof kind);
}
