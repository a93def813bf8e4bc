import type {NoticeSettings} from './pool-configuration.js';

/** Notices where nothing else is said: nobody is told but the log. */
export const usualNotices: NoticeSettings = {
  window: 2000,
  repeat: 0,
  tellsRecovery: true,
  mail: undefined,
  command: undefined,
  webhook: undefined,
};
