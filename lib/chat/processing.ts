/**
 * What has become of a message in an instance that processes messages in flight, to redact or to transform them, while
 * or where it was not plainly delivered.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_MessageProcessingMetadata.html
 */
export type Processing =
  /** It is delivered later, perhaps with another text, or never. */
  | 'processing'
  /** The processor failed. Whether it is delivered all the same is up to the instance. */
  | 'failed'
  /** It is not delivered. */
  | 'rejected';
