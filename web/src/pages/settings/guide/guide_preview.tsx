import { useLingui } from "@lingui/react/macro";
import { SetupGuide } from "~/parts/setup_guide.tsx";
import { guidesOf } from "../guides/guides.ts";
import { useProviderName } from "../provider_name.ts";

interface GuidePreviewProps {
  provider: string;
  providerName: string;
  app: string | undefined;
  onApp: (app: string) => void;
  onClose: () => void;
}

/** The same steps before there is a connection: to read what is ahead, without values and without ticks. */
export function GuidePreview({ provider, providerName, app, onApp, onClose }: GuidePreviewProps) {
  const { t, i18n } = useLingui();
  const name = useProviderName()(provider, providerName);
  const guides = guidesOf(provider);
  const guide = guides.find(({ id }) => id === app) ?? guides[0];
  return (
    <SetupGuide
      title={t`Set up ${name}`}
      {...(guides.length > 1 && {
        app: {
          value: guide.id,
          options: guides.map((each) => ({ value: each.id, label: each.app })),
          onChoose: onApp,
        },
      })}
      steps={guide.steps.map((step) => ({ id: step.id, title: i18n._(step.title), text: step.text }))}
      listening={{
        silent: true,
        title: t`Not listening yet`,
        text: t`Turn on User provisioning: Tenant URL and Secret Token then stand in these steps, and they turn green by themselves.`,
      }}
      onClose={onClose}
    />
  );
}
