import { useLingui } from "@lingui/react/macro";
import { Check } from "lucide-react";
import { Icon } from "./icon.tsx";

/** Says beside its button that a form was saved, until something in it changes again. */
export function Saved({ when }: { when: boolean }) {
  const { t } = useLingui();
  return (
    <span className="saved" role="status">
      {when && (
        <>
          <Icon of={Check} /> {t`Saved`}
        </>
      )}
    </span>
  );
}
