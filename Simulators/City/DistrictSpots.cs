using CityOps.Simulators.City.Models;

namespace CityOps.Simulators.City;

/// <summary>Sites that every district has, spread over its built-up part.</summary>
/// <param name="stations">Of the whole city: the more, the closer.</param>
sealed class DistrictSpots(ulong seed, int stations)
{
    // Kinds of sites share a district's spots by taking turns.
    static readonly string[] Kinds =
        ["Senzor zraka", "Tlačna cona", "TP", "Toplotna postaja", "Zabojnik", "Razsvetljava", "Izvod", "Števec prometa"];

    /// <summary>Without end, one district after the other.</summary>
    /// <param name="what">One of the kinds.</param>
    /// <param name="model">From the site's key, its district, and its number among all.</param>
    public IEnumerable<Site> Sites(string what, Func<District, bool> served, Func<ulong, District, int, IDeviceModel> model)
    {
        var districts = District.All.Where(served).ToList();
        for (var n = 0; ; n++)
        {
            var district = districts[n % districts.Count];
            var round = n / districts.Count;
            var name = $"{what} {district.Name} {round + 1}";
            yield return new Site(name, At(district, what, round), district.Name, district.Name, model(Noise.Key(seed, name), district, n));
        }
    }

    Place At(District district, string what, int round) =>
        district.Spot(seed, round * Kinds.Length + Array.IndexOf(Kinds, what), Kinds.Length * stations / (3 * District.All.Count));
}
