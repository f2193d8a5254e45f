import { useLingui } from "@lingui/react/macro";
import { Check, X } from "lucide-react";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { IconButton } from "./button.tsx";
import { Icon } from "./icon.tsx";
import "./toast.css";

interface Toast {
  id: number;
  text: string;
  action?: { label: string; onPress: () => void } | undefined;
}

type Tell = (text: string, action?: Toast["action"]) => void;

const Telling = createContext<Tell>(() => undefined);

/** Says that something succeeded that is out of sight by now. What failed is said beside its cause instead. */
export function useToast(): Tell {
  return useContext(Telling);
}

const shown = 6000;

export function Toasts({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const next = useRef(0);
  const tell = useCallback<Tell>((text, action) => {
    const id = next.current++;
    setToasts((all) => [...all.slice(-2), { id, text, action }]);
  }, []);
  const end = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  return (
    <Telling value={tell}>
      {children}
      {/* Always there: assistive technology hears only what arrives in a region that it knows already. */}
      <div className="toasts" role="status">
        {toasts.map((toast) => (
          <ToastLine key={toast.id} toast={toast} onEnd={end} />
        ))}
      </div>
    </Telling>
  );
}

function ToastLine({ toast, onEnd }: { toast: Toast; onEnd: (id: number) => void }) {
  const { t } = useLingui();
  const [paused, setPaused] = useState(false);
  const end = useMemo(() => () => onEnd(toast.id), [toast.id, onEnd]);
  useEffect(() => {
    if (paused) return;
    const timer = setTimeout(end, shown);
    return () => clearTimeout(timer);
  }, [paused, end]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: resting the pointer only stops the clock; nothing is done
    <div
      className="toast"
      onPointerEnter={() => setPaused(true)}
      onPointerLeave={() => setPaused(false)}
      onFocus={() => setPaused(true)}
      onBlur={() => setPaused(false)}
    >
      <Icon of={Check} />
      <span>{toast.text}</span>
      {toast.action && (
        <button type="button" className="link" onClick={toast.action.onPress}>
          {toast.action.label}
        </button>
      )}
      <IconButton icon={X} label={t`Dismiss`} size="small" onClick={end} />
    </div>
  );
}
