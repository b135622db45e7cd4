/** One mail to one person. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Address of a route that ends such mails by one POST (RFC 8058): becomes List-Unsubscribe and List-Unsubscribe-Post. */
  readonly unsubscribeUrl?: string;
  /** Same key, same mail: the message id is derived from it, so that a repeated send can be recognised. The job's id. */
  readonly key: string;
}

/** Hands mails over. Called from jobs only, never inside a transaction. Two forms: SMTP, and a mailbox folder with a page. */
export interface Mailer {
  /** Resolves when the next host took the mail. @throws Error when it did not; the job tries again. */
  send(mail: Mail): Promise<void>;
  /** Mails kept by the mailbox form, oldest first; the SMTP form keeps none. */
  sent?(): Promise<readonly Mail[]>;
  close(): Promise<void>;
}
