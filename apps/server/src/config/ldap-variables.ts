import { z } from 'zod';
import { groupList, groupRoles, registrationSchema } from './sign-in-values.ts';
import { onOff } from './value-types.ts';
import { variable } from './variable.ts';

const attribute = z.string().regex(/^[A-Za-z][\w;.-]{0,100}$/);
const attributeWords = 'the name of an attribute';
const dn = z.string().regex(/^[^\p{Cc}]{1,1024}$/u);

/** Logging in with the password of a directory. */
export function ldapVariables() {
  return {
    LDAP_URL: variable(
      'LDAP_URL',
      {
        description:
          'People log in with their name and password of this directory, in the same form as everybody. Who is not in it any more is out within a minute.',
        allowed: 'an `ldaps://host:port` or `ldap://host:port` URL',
        kind: 'url',
        fallback: 'unset: nobody does',
      },
      z.url({ protocol: /^ldaps?$/ }).optional(),
    ),
    LDAP_STARTTLS: variable(
      'LDAP_STARTTLS',
      {
        description:
          'Begin TLS on an `ldap://` connection before anything is said. Without it passwords cross the network in the open.',
        allowed: '`on` or `off`',
        fallback: '`on`',
      },
      onOff('on'),
    ),
    LDAP_BIND_DN: variable(
      'LDAP_BIND_DN',
      {
        description: 'As whom people are looked for.',
        allowed: 'a distinguished name such as `cn=confab,dc=example,dc=org`',
        kind: 'secret',
        fallback: 'unset: anonymously',
      },
      dn.optional(),
    ),
    LDAP_BIND_PASSWORD: variable(
      'LDAP_BIND_PASSWORD',
      {
        description: 'The password of that name.',
        allowed: 'a password',
        kind: 'secret',
        fallback: 'unset; needed with `LDAP_BIND_DN`',
      },
      z.string().max(1_024).optional(),
    ),
    LDAP_BASE: variable(
      'LDAP_BASE',
      {
        description: 'Under what people are.',
        allowed: 'a distinguished name such as `ou=people,dc=example,dc=org`',
        kind: 'secret',
        fallback: 'unset; needed with `LDAP_URL`',
      },
      dn.optional(),
    ),
    LDAP_FILTER: variable(
      'LDAP_FILTER',
      {
        description:
          'Which entries there are people who may log in. What it leaves out is no one here: disabled people, for instance.',
        allowed: 'a filter in brackets, as in RFC 4515',
        kind: 'secret',
        fallback: '`(objectClass=person)`',
      },
      z
        .string()
        .regex(/^\([^]{1,4000}\)$/)
        .default('(objectClass=person)'),
    ),
    LDAP_USERNAME: variable(
      'LDAP_USERNAME',
      { description: 'What people log in with.', allowed: attributeWords, fallback: '`uid`' },
      attribute.default('uid'),
    ),
    LDAP_DISPLAY_NAME: variable(
      'LDAP_DISPLAY_NAME',
      { description: 'What others see of them.', allowed: attributeWords, fallback: '`cn`' },
      attribute.default('cn'),
    ),
    LDAP_MAIL: variable(
      'LDAP_MAIL',
      {
        description: 'Their e-mail address: they may log in with it. What else it is good for, `LDAP_TRUST_MAIL` says.',
        allowed: attributeWords,
        fallback: '`mail`',
      },
      attribute.default('mail'),
    ),
    LDAP_TRUST_MAIL: variable(
      'LDAP_TRUST_MAIL',
      {
        description:
          'Take the address that the directory gives for theirs: mail goes there, an account here that has confirmed the same one becomes theirs, and they may join by its domain. Only where nobody can write their own entry there.',
        allowed: '`on` or `off`',
        fallback: '`off`: they confirm an address here',
      },
      onOff('off'),
    ),
    LDAP_ID: variable(
      'LDAP_ID',
      {
        description: 'What never changes and is never another’s, also when a name is given away again.',
        allowed: attributeWords,
        fallback: '`entryUUID`; in Active Directory it is `objectGUID`',
      },
      attribute.default('entryUUID'),
    ),
    LDAP_GROUP_BASE: variable(
      'LDAP_GROUP_BASE',
      {
        description:
          'Under what groups are, which list their members (`member`, `uniqueMember` or `memberUid`) and are called by their `cn`.',
        allowed: 'a distinguished name such as `ou=groups,dc=example,dc=org`',
        kind: 'secret',
        fallback: 'unset: people’s `memberOf` says it, by the whole name or its first part',
      },
      dn.optional(),
    ),
    LDAP_ALLOWED_GROUPS: variable(
      'LDAP_ALLOWED_GROUPS',
      {
        description: 'Only who is in one of these groups comes in, and stays.',
        allowed: 'groups separated by semicolons',
        fallback: 'everybody whom `LDAP_FILTER` lets in',
      },
      groupList,
    ),
    LDAP_ROLES: variable(
      'LDAP_ROLES',
      {
        description: 'What groups make of people, as `OIDC_ROLES` does.',
        allowed: '`GROUP=ROLE` separated by semicolons; roles are `owner`, `admin`, `moderator`, `member`, `guest`',
        fallback: 'unset: roles are given here',
      },
      groupRoles,
    ),
    LDAP_REGISTRATION: variable(
      'LDAP_REGISTRATION',
      {
        description: 'Who comes for the first time gets an account: as the place lets people join, always, or never.',
        allowed: '`place`, `on` or `off`',
        fallback: '`on`',
      },
      registrationSchema('on'),
    ),
  };
}
