/** Names of what preload and main say to each other. Imported by both, so nothing else is in here. */
export const channels = {
  // page asks
  pick: 'assay:pick',
  pickSeveral: 'assay:pick-several',
  dropped: 'assay:dropped',
  recent: 'assay:recent',
  saveFile: 'assay:save-file',
  savePdf: 'assay:save-pdf',
  // page tells
  windowState: 'assay:window-state',
  startEngine: 'assay:start-engine',
  copyPictureAt: 'assay:copy-picture-at',
  // page is told
  enginePort: 'assay:engine-port',
  engineState: 'assay:engine-state',
  menu: 'assay:menu',
  openRequest: 'assay:open-request',
  notice: 'assay:notice',
} as const;

/** The switch with which main gives the preload the app's version. */
export const VERSION_SWITCH = '--assay-version=';
