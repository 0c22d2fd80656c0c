@echo off
rem Installs klima2035 without network: double click. It takes the first Python that the archive fits.
setlocal
cd /d "%~dp0"
for %%v in (@PYTHONS@) do (
  py -%%v -c "" >nul 2>&1 && (
    py -%%v install.py %*
    goto end
  )
)
python -c "" >nul 2>&1 && (
  python install.py %*
  goto end
)
echo Python fehlt. Noetig ist eines davon, 64 Bit: @PYTHONS@
:end
pause
