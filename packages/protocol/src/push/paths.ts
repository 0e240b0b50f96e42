export const getPush = 'GET /api/push';
export const listSubscriptions = 'GET /api/me/push-subscriptions';
export const putSubscription = 'PUT /api/me/push-subscription';
export const nameSubscription = 'PATCH /api/me/push-subscriptions/:subscription_id';
export const removeSubscription = 'DELETE /api/me/push-subscriptions/:subscription_id';
export const testSubscription = 'POST /api/me/push-subscriptions/:subscription_id/test';
