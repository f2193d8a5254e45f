import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { CircleUser, LogOut } from "lucide-react";
import { useTheme } from "~/app/theme.ts";
import { chooseLanguage, type Language, languages } from "~/language/language.ts";
import { Avatar } from "~/parts/avatar.tsx";
import { Menu, MenuChoice, MenuItem, MenuLine } from "~/parts/menu.tsx";

export interface Person {
  id: string;
  name: string;
  /** What the person is here, in words. */
  role: string;
}

export function PersonMenu({ person, onSignOut }: { person: Person; onSignOut: () => void }) {
  const { t, i18n } = useLingui();
  const [theme, setTheme] = useTheme();
  const navigate = useNavigate();
  return (
    <Menu
      side="top"
      align="start"
      trigger={
        <button type="button" className="me">
          <Avatar name={person.name} id={person.id} />
          <span>
            <b>{person.name}</b>
            <span>{person.role}</span>
          </span>
        </button>
      }
    >
      <MenuItem icon={CircleUser} onChoose={() => void navigate({ to: "/account" })}>
        {t`Account`}
      </MenuItem>
      <MenuLine />
      <MenuChoice
        label={t`Theme`}
        value={theme}
        onChoose={setTheme}
        options={[
          { value: "light", label: t`Light` },
          { value: "dark", label: t`Dark` },
          { value: "system", label: t`As the system` },
        ]}
      />
      <MenuLine />
      <MenuChoice
        label={t`Language`}
        value={i18n.locale as Language}
        onChoose={(language) => void chooseLanguage(language)}
        options={languages.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <MenuLine />
      <MenuItem icon={LogOut} onChoose={onSignOut}>
        {t`Sign out`}
      </MenuItem>
    </Menu>
  );
}
