import { Observable } from 'rxjs';
import type { Ledger, Quiet } from '../chat/ledger.js';

/** What changes of what is known without an event that tells it. Hot; never completes. */
export const quietChanges = ({ watch }: Pick<Ledger, 'watch'>): Observable<Quiet> =>
  new Observable((subscriber) => watch((change) => subscriber.next(change)));
