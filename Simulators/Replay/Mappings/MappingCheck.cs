using CityOps.Core.Readings;
using CityOps.Simulators.Replay.Rows;

namespace CityOps.Simulators.Replay.Mappings;

/// <summary>What is wrong with a mapping beyond its grammar: all of it, each with the member's name.</summary>
static class MappingCheck
{
    public static IReadOnlyList<string> Of(CsvMapping mapping) =>
    [
        .. OfFile(mapping), .. OfTime(mapping.Time), .. OfDevice(mapping.Device), .. mapping.Columns.SelectMany((column, n) => OfColumn(column, mapping.Domain, $"columns[{n}]")),
        .. OfSeries(mapping), .. (mapping.Stations ?? []).SelectMany((station, n) => OfStation(station, $"stations[{n}]")), .. OfTable(mapping),
    ];

    static IEnumerable<string> OfFile(CsvMapping mapping)
    {
        if (!Domains.IsKnown(mapping.Domain))
        {
            yield return $"domain: '{mapping.Domain}' is none of {string.Join(", ", Domains.All)}";
        }

        if (!IsDelimiter(mapping.Delimiter))
        {
            yield return "delimiter: one character that is no quote, letter or digit";
        }

        if (mapping.Decimal is not ("." or ",") || mapping.Decimal == mapping.Delimiter)
        {
            yield return "decimal: '.' or ',', and not the delimiter";
        }

        if (mapping.IntervalSeconds is < 1 or > 31 * 86_400)
        {
            yield return "intervalSeconds: 1 to 2678400";
        }

        if (mapping.Columns.Count == 0)
        {
            yield return "columns: at least one";
        }
    }

    static IEnumerable<string> OfTime(TimeColumns time)
    {
        if (time.Columns.Count == 0)
        {
            yield return "time.columns: at least one";
        }

        if (TimeReader.Problem(time) is { } problem)
        {
            yield return problem;
        }
    }

    static IEnumerable<string> OfDevice(DeviceColumn device)
    {
        if ((device.Id is null) == (device.Column is null))
        {
            yield return "device: either id or column";
        }

        if (device.Id is { } id && !Identifiers.IsId(id))
        {
            yield return $"device.id: '{id}' is no id (letters, digits, '.', '_' and '-', at most 64)";
        }

        if (device.Prefix.Length > 0 && (device.Id is not null || !Identifiers.IsId(device.Prefix)))
        {
            yield return "device.prefix: letters, digits, '.', '_' and '-', before what the column has";
        }
    }

    static IEnumerable<string> OfColumn(ValueColumn column, string domain, string member)
    {
        if (!Identifiers.IsQuantity(column.Quantity))
        {
            yield return $"{member}.quantity: '{column.Quantity}' is no name of a quantity (letters, digits and '_', at most 32, a letter first)";
        }
        else if (!Fits(column, domain, out var canonical))
        {
            yield return canonical is null
                ? $"{member}.unit: '{column.Unit}' is no unit (1 to 16 characters)"
                : $"{member}.unit: '{column.Unit}' cannot be converted into {canonical}, the unit of {column.Quantity}; give {canonical} and a scale";
        }

        if (!double.IsFinite(column.Scale) || column.Scale == 0 || !double.IsFinite(column.Offset))
        {
            yield return $"{member}: scale and offset are numbers, and scale is not 0";
        }

        if (column.Device is { } device && !Identifiers.IsId(device))
        {
            yield return $"{member}.device: '{device}' is no id";
        }
    }

    static bool Fits(ValueColumn column, string domain, out string? canonical)
    {
        canonical = null;
        if (!QuantityCatalog.TryGet(domain, column.Quantity, out var spec))
        {
            return Units.IsAcceptable(column.Unit);
        }

        canonical = spec.Unit;
        return spec.TryToCanonical(1, column.Unit, out _);
    }

    static IEnumerable<string> OfSeries(CsvMapping mapping) =>
        mapping.Columns.GroupBy(column => (column.Device, column.Quantity)).Where(series => series.Count() > 1)
            .Select(series => $"columns: {string.Join(" and ", series.Select(column => column.Column))} are both {series.Key.Quantity} of one device");

    static IEnumerable<string> OfStation(StationEntry station, string member)
    {
        if (!Identifiers.IsId(station.Device))
        {
            yield return $"{member}.device: '{station.Device}' is no id";
        }

        if ((station.Lat is null) != (station.Lon is null) || station.Lat is < -90 or > 90 || station.Lon is < -180 or > 180)
        {
            yield return $"{member}: lat (-90 to 90) and lon (-180 to 180), or neither";
        }
    }

    static IEnumerable<string> OfTable(CsvMapping mapping)
    {
        if (mapping.StationTable is not { } table)
        {
            yield break;
        }

        if (mapping.Device.Column is null)
        {
            yield return "stationTable: only where device has a column";
        }

        if ((table.Lat is null) != (table.Lon is null))
        {
            yield return "stationTable: lat and lon, or neither";
        }

        if (!IsDelimiter(table.Delimiter))
        {
            yield return "stationTable.delimiter: one character that is no quote, letter or digit";
        }
    }

    static bool IsDelimiter(string text) => text.Length == 1 && text[0] is not ('"' or '\r' or '\n') && !char.IsLetterOrDigit(text[0]);
}
