using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Dashboard.Live;

/// <summary>
/// Which groups the values of a series belong to, by the registry. A new device's first values come before the registry knows
/// it; when it does, they are named once more. Not safe for concurrent use.
/// </summary>
sealed class LivePlaces
{
    readonly Dictionary<SeriesId, string[]> _groups = [];
    Registry _registry = Registry.Empty;

    public string[] GroupsOf(SeriesId series)
    {
        if (!_groups.TryGetValue(series, out var groups))
        {
            _groups.Add(series, groups = Place(series));
        }

        return groups;
    }

    /// <summary>Takes another registry. Answers the series seen so far that now belong elsewhere.</summary>
    public IReadOnlyList<SeriesId> Take(Registry registry)
    {
        if (ReferenceEquals(registry, _registry))
        {
            return [];
        }

        _registry = registry;
        var moved = new List<SeriesId>();
        foreach (var (series, was) in _groups)
        {
            var groups = Place(series);
            if (!was.AsSpan().SequenceEqual(groups))
            {
                _groups[series] = groups;
                moved.Add(series);
            }
        }

        return moved;
    }

    string[] Place(SeriesId series)
    {
        var groups = new List<string>(4) { LiveGroups.All };
        if (_registry.Devices.TryGetValue(series.Device, out var device))
        {
            groups.Add($"domain:{device.Domain}");
        }

        if (_registry.StationOf(series.Device) is { } station)
        {
            groups.Add($"station:{station.Id}");
            if (station.District is not null)
            {
                groups.Add($"district:{station.District}");
            }
        }

        return [.. groups];
    }
}
