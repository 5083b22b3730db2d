# Writes a C file with one lic_str for each file: run as a script with OUT, and
# with FILES as NAME=PATH.
set(text "#include \"resource.h\"\n")
foreach(pair IN LISTS FILES)
  string(REGEX MATCH "^([a-z]+)=(.*)$" matched "${pair}")
  set(name ${CMAKE_MATCH_1})
  file(READ "${CMAKE_MATCH_2}" bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(APPEND text "\nstatic const unsigned char ${name}[] = {${bytes}};\n"
    "const struct lic_str lic_resource_${name} = {(const char *)${name}, sizeof(${name})};\n")
endforeach()
file(WRITE "${OUT}" "${text}")
