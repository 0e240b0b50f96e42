/** Part of the id of what describes the field to a screen reader. */
export const replyBarId = 'reply-bar';
