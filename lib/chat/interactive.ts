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

/** One choice. The usual answer to it is its title as a plain message. Has a title, or at least an image. */
export interface InteractiveElement extends InteractiveCaption {
  /** `SHOW_MORE` or `PREVIOUS_OPTIONS` on choices that turn the page of a list. */
  readonly actionDetail?: string;
  /** `hyperlink` on choices that lead to a page instead of being an answer; mostly absent. */
  readonly type?: string;
  /** Where a `hyperlink` leads. As the author of the message wrote it: look at its scheme before you open it. */
  readonly url?: string;
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

/** What every template with choices may have. */
export interface InteractiveChoices extends InteractiveBase {
  /** Those of which anything could be read. */
  readonly elements: ReadonlyArray<InteractiveElement>;
  /** Goes into the answer that turns the page, as do the three below. */
  readonly referenceId?: string;
  readonly listId?: string;
  readonly preIndex?: number;
  readonly nextIndex?: number;
}

/** A list of choices with subtitles and images, in pages where there are many. */
export interface ListPicker extends InteractiveChoices {
  readonly type: 'ListPicker';
}

/** A choice of appointments. */
export interface TimePicker extends InteractiveBase {
  readonly type: 'TimePicker';
  /** Minutes from UTC. */
  readonly timeZoneOffset?: number;
  readonly location?: InteractiveLocation;
  /** Empty where the date and time are to be entered freely. */
  readonly timeslots: ReadonlyArray<InteractiveTimeslot>;
}

/** A few choices under one image. */
export interface Panel extends InteractiveChoices {
  readonly type: 'Panel';
}

/** Short choices in a row. */
export interface QuickReply extends InteractiveChoices {
  readonly type: 'QuickReply';
}

/** One card of a carousel. */
export interface CarouselCard {
  /** Goes into the answer, to tell which card was chosen from. */
  readonly templateIdentifier?: string;
  readonly message: InteractiveMessage;
}

/** Panels or lists side by side; whatever else stands among them comes as `unknown`. */
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

/** A template that this version does not know, or of which it can read nothing. */
export interface UnknownTemplate {
  readonly type: 'unknown';
  /** Absent on a card of a carousel that names none; `data` is the card then. */
  readonly templateType?: string;
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
