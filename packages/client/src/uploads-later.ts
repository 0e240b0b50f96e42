import type { RestClient } from './rest.ts';
import type { FileActions } from './upload-actions.ts';

/** Loaded when it is asked for first: a page that is opened to read does without. */
export function createFileActions({ rest }: { rest: RestClient }): FileActions {
  const load = async (): Promise<FileActions> => (await import('./upload-actions.ts')).createUploadActions({ rest });
  return {
    fileLimits: async () => (await load()).fileLimits(),
    uploadFile: async (file, options) => (await load()).uploadFile(file, options),
    chatFiles: async (chatId, query) => (await load()).chatFiles(chatId, query),
    setPicture: async (picture, chatId) => (await load()).setPicture(picture, chatId),
    cancelUpload: async (fileId) => (await load()).cancelUpload(fileId),
  };
}
