/** An image beside a text. */
export interface InteractiveImage {
  /** `URL` in all that is known. */
  readonly imageType?: string;
  /** The URL. */
  readonly imageData?: string;
  readonly imageDescription?: string;
}

/** What stands above a template, or on its own as a reply to the choice. */
export interface InteractiveCaption extends InteractiveImage {
  readonly title?: string;
  readonly subtitle?: string;
}

/** One choice. The usual answer to it is its title as a plain message. */
export interface InteractiveElement extends InteractiveCaption {
  readonly title: string;
  /** `SHOW_MORE` or `PREVIOUS_OPTIONS` on choices that turn the page of a list. */
  readonly actionDetail?: string;
}

/** One appointment that can be chosen. */
export interface InteractiveTimeslot {
  /** As the service writes it, such as `2026-03-02T10:15+00:00`. */
  readonly date: string;
  /** In the unit that the author of the message used; the service does not say which. */
  readonly duration?: number;
}

/** Where an appointment is. */
export interface InteractiveLocation {
  readonly latitude?: number;
  readonly longitude?: number;
  readonly title?: string;
  readonly radius?: number;
}

/** What every interactive message may have. */
export interface InteractiveBase extends InteractiveCaption {
  readonly version?: string;
  /** Shown in place of the choice once it is made. */
  readonly replyMessage?: InteractiveCaption;
}

/** A list of choices with subtitles and images, in pages where there are many. */
export interface ListPicker extends InteractiveBase {
  readonly type: 'ListPicker';
  readonly elements: ReadonlyArray<InteractiveElement>;
  readonly referenceId?: string;
  readonly listId?: string;
  readonly preIndex?: number;
  readonly nextIndex?: number;
}

/** A choice of appointments. */
export interface TimePicker extends InteractiveBase {
  readonly type: 'TimePicker';
  /** Minutes from UTC. */
  readonly timeZoneOffset?: number;
  readonly location?: InteractiveLocation;
  readonly timeslots: ReadonlyArray<InteractiveTimeslot>;
}

/** A few choices under one image. */
export interface Panel extends InteractiveBase {
  readonly type: 'Panel';
  readonly elements: ReadonlyArray<InteractiveElement>;
}

/** Short choices in a row. */
export interface QuickReply extends InteractiveBase {
  readonly type: 'QuickReply';
  readonly elements: ReadonlyArray<InteractiveElement>;
}

/** One card of a carousel. */
export interface CarouselCard {
  /** Goes into the answer, to tell which card was chosen from. */
  readonly templateIdentifier?: string;
  readonly message: InteractiveMessage;
}

/** Panels or lists side by side. */
export interface Carousel extends InteractiveBase {
  readonly type: 'Carousel';
  readonly cards: ReadonlyArray<CarouselCard>;
}

/** A form of the service's; `describeView` reads it by its token. */
export interface ViewResource extends InteractiveBase {
  readonly type: 'ViewResource';
  readonly viewId?: string;
  readonly viewToken?: string;
  /** What the form is filled with: JSON text or an object, as it came. */
  readonly viewData?: unknown;
}

/** A template that this version does not know, or one that is not as documented. */
export interface UnknownTemplate {
  readonly type: 'unknown';
  readonly templateType: string;
  readonly version?: string;
  /** As it came. */
  readonly data: unknown;
}

/**
 * What the content of an interactive message says, tagged by the service's name of the template.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/interactive-messages.html
 */
export type InteractiveMessage =
  ListPicker | TimePicker | Panel | QuickReply | Carousel | ViewResource | UnknownTemplate;
