const OFFICE = 'application/vnd.openxmlformats-officedocument.';

/** The MIME types that the service accepts as attachments, unless an instance is configured otherwise. */
export const ATTACHMENT_TYPES: ReadonlyArray<string> = [
  'text/csv',
  'text/plain',
  'application/pdf',
  'application/msword',
  `${OFFICE}wordprocessingml.document`,
  'application/vnd.ms-powerpoint',
  `${OFFICE}presentationml.presentation`,
  'application/vnd.ms-excel',
  `${OFFICE}spreadsheetml.sheet`,
  'image/jpeg',
  'image/png',
  'image/heic',
  'audio/wav',
  'audio/x-wav',
  'audio/vnd.wave',
  'video/mp4',
  'video/quicktime',
  'application/rtf',
  'application/x-rtf',
  'text/rtf',
  'text/richtext',
];
