using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Ingestion.Http;

namespace CityOps.Dashboard.Api.Export;

/// <summary>Which series an export has.</summary>
/// <param name="Name">What it is, in the letters of a file name.</param>
/// <param name="Series">In the order of the file.</param>
sealed record ExportSelection(string Name, IReadOnlyList<Series> Series)
{
    const int MostSeries = 1_000;

    /// <summary>Named series in the order they are named in; all of a domain, a station or a device by id.</summary>
    /// <exception cref="ApiException">Not exactly one of them is given, or it names what is not there.</exception>
    public static ExportSelection Of(Registry registry, string? series, string? domain, string? station, string? device)
    {
        if (((string?[])[series, domain, station, device]).Count(given => given is not null) != 1)
        {
            throw new ApiException(StatusCodes.Status400BadRequest, "Exactly one of series, domain, station and device says what to export.");
        }

        return series is not null ? OfSeries(registry, series)
            : domain is not null ? OfDomain(registry, domain)
            : station is not null ? OfStation(registry, station)
            : OfDevice(registry, device!);
    }

    static ExportSelection OfSeries(Registry registry, string names)
    {
        var ids = names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parameters.Series).Distinct().ToList();
        if (ids.Count is 0 or > MostSeries)
        {
            throw ApiException.BadParameter("series", $"1 to {MostSeries} series are required, separated by commas");
        }

        var found = ids.ConvertAll(id => registry.Series.GetValueOrDefault(id) ?? throw ApiException.Unknown("series", id.ToString()));
        return new ExportSelection(ids is [var only] ? $"{only.Device}_{only.Quantity}" : FormattableString.Invariant($"{ids.Count}-series"), found);
    }

    static ExportSelection OfDomain(Registry registry, string domain) => Domains.IsKnown(domain)
        ? All(registry, domain, one => one.Domain == domain)
        : throw ApiException.BadParameter("domain", $"'{domain}' is none of {string.Join(' ', Domains.All)}");

    static ExportSelection OfStation(Registry registry, string station) => registry.Stations.ContainsKey(station)
        ? All(registry, station, one => registry.StationOf(one.Id.Device)?.Id == station)
        : throw ApiException.Unknown("station", station);

    static ExportSelection OfDevice(Registry registry, string device) => registry.Devices.ContainsKey(device)
        ? All(registry, device, one => one.Id.Device == device)
        : throw ApiException.Unknown("device", device);

    static ExportSelection All(Registry registry, string name, Func<Series, bool> isOfIt) =>
        new(name, [.. registry.Series.Values.Where(isOfIt).OrderBy(one => one.Id.ToString(), StringComparer.Ordinal)]);
}
