import{c as n}from"./library.js";function i(){const{_:t}=n();return(r,e)=>r==="entra"?"Microsoft Entra ID":r==="other"?t({id:"c+RE8T"}):e}export{i as u};
