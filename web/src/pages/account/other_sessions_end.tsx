import { Plural } from "@lingui/react/macro";

/** What becomes of the other sessions, after their number. */
export function OtherSessionsEnd({ count }: { count: number }) {
  return (
    <Plural
      value={count}
      one="other session of yours is signed out."
      other="other sessions of yours are signed out."
    />
  );
}
