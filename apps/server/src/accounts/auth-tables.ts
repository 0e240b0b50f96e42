/** Where the library finds its fields in our tables. */
const dates = { createdAt: 'created_at', updatedAt: 'updated_at' };

export const tables = {
  user: {
    modelName: 'users',
    fields: { ...dates, emailVerified: 'email_verified' },
    additionalFields: { searchName: { type: 'string', fieldName: 'search_name', input: false, returned: false } },
  },
  session: {
    modelName: 'sessions',
    fields: {
      ...dates,
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      userId: 'user_id',
    },
  },
  account: {
    modelName: 'accounts',
    fields: {
      ...dates,
      accountId: 'account_id',
      providerId: 'provider_id',
      userId: 'user_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
    },
  },
  verification: { modelName: 'verifications', fields: { ...dates, expiresAt: 'expires_at' } },
  usernamePlugin: { user: { fields: { displayUsername: 'display_username' } } },
  jwtPlugin: {
    jwks: {
      fields: {
        publicKey: 'public_key',
        privateKey: 'private_key',
        createdAt: 'created_at',
        expiresAt: 'expires_at',
      },
    },
  },
} as const;
