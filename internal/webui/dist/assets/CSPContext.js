import{r as t}from"./library.js";const e=t.createContext(void 0),o={disableStyleElements:!1};function n(){return t.useContext(e)??o}export{e as C,n as u};
