/** A view that DescribeView can describe. */
export interface RegisteredView {
  readonly Id: string;
  readonly Arn?: string | undefined;
  readonly Name: string;
  readonly Version: number;
  readonly Content: {
    /** JSON text. */
    readonly InputSchema: string;
    /** JSON text. */
    readonly Template: string;
    readonly Actions: ReadonlyArray<string>;
  };
}
