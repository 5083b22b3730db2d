# Writes a C file with one lic_str for each name: run as a script with OUT, and
# with FILES as NAME=PATH. Files of one name stand one behind the other.
set(text "#include \"resource.h\"\n")
set(names)
foreach(pair IN LISTS FILES)
  string(REGEX MATCH "^([a-z]+)=(.*)$" matched "${pair}")
  set(name ${CMAKE_MATCH_1})
  file(READ "${CMAKE_MATCH_2}" bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(APPEND bytes_${name} "${bytes}")
  list(APPEND names ${name})
endforeach()
list(REMOVE_DUPLICATES names)
foreach(name IN LISTS names)
  string(APPEND text "\nstatic const unsigned char ${name}[] = {${bytes_${name}}};\n"
    "const struct lic_str lic_resource_${name} = {(const char *)${name}, sizeof(${name})};\n")
endforeach()
file(WRITE "${OUT}" "${text}")
