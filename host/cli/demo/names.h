#pragma once
#include <array>
#include <string_view>

// Invented people's names, each with the plain letters that stand for it in an address.
namespace lodge::demo {

struct Name {
  std::string_view written, plain;
};

inline constexpr auto kFirstNames = std::to_array<Name>({
    {"Maya", "maya"}, {"Leo", "leo"}, {"Aisha", "aisha"}, {"Tomasz", "tomasz"}, {"Zofia", "zofia"}, {"Seán", "sean"},
    {"Siobhán", "siobhan"}, {"Oluwaseun", "oluwaseun"}, {"Grace", "grace"}, {"Arthur", "arthur"}, {"Inès", "ines"},
    {"Noah", "noah"}, {"Freya", "freya"}, {"Haruto", "haruto"}, {"Mei", "mei"}, {"Priya", "priya"}, {"Arjun", "arjun"},
    {"Llŷr", "llyr"}, {"Cerys", "cerys"}, {"Rhys", "rhys"}, {"Amina", "amina"}, {"Yusuf", "yusuf"}, {"Zoë", "zoe"},
    {"Jean-Luc", "jeanluc"}, {"Beatriz", "beatriz"}, {"Mateusz", "mateusz"}, {"Chidi", "chidi"}, {"Ngozi", "ngozi"},
    {"Ewa", "ewa"}, {"Daryna", "daryna"}, {"Oleksandr", "oleksandr"}, {"Florence", "florence"}, {"Isla", "isla"},
    {"Hamza", "hamza"}, {"Fatima", "fatima"}, {"Søren", "soren"}, {"Ayşe", "ayse"}, {"Kwame", "kwame"},
    {"Poppy", "poppy"}, {"Dylan", "dylan"}, {"Ruby", "ruby"}, {"Samuel", "samuel"}, {"Hannah", "hannah"},
    {"Ibrahim", "ibrahim"}, {"Thị Lan", "thilan"}, {"Minh", "minh"}, {"Callum", "callum"}, {"Eilidh", "eilidh"},
});

inline constexpr auto kSurnames = std::to_array<Name>({
    {"Okafor", "okafor"}, {"Lowther", "lowther"}, {"Zając", "zajac"}, {"Shah", "shah"}, {"O'Brien", "obrien"},
    {"Jones", "jones"}, {"Fernández", "fernandez"}, {"Nguyễn", "nguyen"}, {"Begum", "begum"}, {"Khan", "khan"},
    {"Williams", "williams"}, {"Fitzgerald-Lloyd", "fitzgeraldlloyd"}, {"MacDonald", "macdonald"}, {"Mensah", "mensah"},
    {"Kowalczyk", "kowalczyk"}, {"Novák", "novak"}, {"Quillfeather", "quillfeather"}, {"Bannister", "bannister"},
    {"Ahmed", "ahmed"}, {"Patel", "patel"}, {"Takahashi", "takahashi"}, {"de Souza", "desouza"}, {"Green", "green"},
    {"Cartwright", "cartwright"}, {"Bo", "bo"}, {"Jessop", "jessop"}, {"Naismith", "naismith"}, {"Farrow", "farrow"},
    {"Singh", "singh"}, {"Björk", "bjork"}, {"Adeyemi", "adeyemi"}, {"Wood", "wood"}, {"Ó Súilleabháin", "osuilleabhain"},
    {"Petrova", "petrova"}, {"Hughes", "hughes"}, {"Yılmaz", "yilmaz"}, {"García", "garcia"}, {"Brown", "brown"},
    {"Thompson", "thompson"}, {"Robinson", "robinson"}, {"Evans", "evans"}, {"Dlamini", "dlamini"},
});

}  // namespace lodge::demo
