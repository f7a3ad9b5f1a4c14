using System.Text.Json;

namespace CityOps.Storage.Telemetry.InfluxDb;

/// <summary>Rows of one measurement, or of one device of it. The first cell of a row is its time in Unix ms; NaN = no value.</summary>
/// <param name="Device">Null where the question did not group by device.</param>
sealed record QuerySeries(string? Device, int Columns, List<double> Cells)
{
    public int Rows => Columns == 0 ? 0 : Cells.Count / Columns;

    public double this[int row, int column] => Cells[(row * Columns) + column];
}

/// <summary>An answer of <c>/query</c> to one statement. Nothing found = no series.</summary>
/// <param name="Partial">The server cut it at its own limit.</param>
sealed record QueryAnswer(IReadOnlyList<QuerySeries> Series, bool Partial)
{
    /// <summary>How servers say that there is no such database; 2.x looks for the bucket that stands for it.</summary>
    static readonly string[] NoDatabase = ["database not found", "retention policy not found"];

    /// <remarks>A database that does not exist yet holds nothing: the writer makes it.</remarks>
    /// <exception cref="TelemetryStoreException">A statement failed, which the server says with status 200.</exception>
    /// <exception cref="JsonException">Not an answer of InfluxDB.</exception>
    public static QueryAnswer Parse(ReadOnlySpan<byte> body)
    {
        var parser = new Parser(body);
        return parser.Parse();
    }

    ref struct Parser(ReadOnlySpan<byte> body)
    {
        readonly List<QuerySeries> series = [];
        Utf8JsonReader json = new(body);
        readonly List<string> errors = [];
        bool partial;

        public QueryAnswer Parse()
        {
            Read();
            while (NextName() is { } name)
            {
                if (name == "results")
                {
                    Each(Depth.Result);
                }
                else
                {
                    Other(name);
                }
            }

            return errors.Count == 0 || errors.Exists(e => NoDatabase.Any(words => e.StartsWith(words, StringComparison.Ordinal)))
                ? new QueryAnswer(series, partial)
                : throw new TelemetryStoreException($"InfluxDB does not answer a question: {string.Join("; ", errors)}");
        }

        enum Depth
        {
            Result,
            Series,
        }

        /// <summary>Stands before an array of objects and takes them all.</summary>
        void Each(Depth depth)
        {
            Expect(JsonTokenType.StartArray);
            for (Read(); json.TokenType != JsonTokenType.EndArray; Read())
            {
                if (depth == Depth.Result)
                {
                    Result();
                }
                else
                {
                    OneSeries();
                }
            }
        }

        void Result()
        {
            while (NextName() is { } name)
            {
                if (name == "series")
                {
                    Each(Depth.Series);
                }
                else
                {
                    Other(name);
                }
            }
        }

        void OneSeries()
        {
            string? device = null;
            var columns = 0;
            var cells = new List<double>();
            while (NextName() is { } name)
            {
                switch (name)
                {
                    case "tags":
                        Read();
                        device = Device();
                        break;
                    case "columns":
                        columns = Skipped();
                        break;
                    case "values":
                        Values(cells);
                        break;
                    default:
                        Other(name);
                        break;
                }
            }

            series.Add(new QuerySeries(device, columns, cells));
        }

        string? Device()
        {
            string? device = null;
            while (NextName() is { } name)
            {
                Read();
                device = name == "device" ? json.GetString() : device;
            }

            return device;
        }

        /// <summary>How many items an array has.</summary>
        int Skipped()
        {
            Expect(JsonTokenType.StartArray);
            var count = 0;
            for (Read(); json.TokenType != JsonTokenType.EndArray; Read())
            {
                count++;
            }

            return count;
        }

        void Values(List<double> cells)
        {
            Expect(JsonTokenType.StartArray);
            for (Read(); json.TokenType == JsonTokenType.StartArray; Read())
            {
                for (Read(); json.TokenType != JsonTokenType.EndArray; Read())
                {
                    cells.Add(json.TokenType == JsonTokenType.Number ? json.GetDouble() : double.NaN);
                }
            }
        }

        void Other(string name)
        {
            Read();
            if (name == "error")
            {
                errors.Add(json.GetString() ?? "");
            }
            else if (name == "partial")
            {
                partial |= json.GetBoolean();
            }
            else
            {
                json.Skip();
            }
        }

        /// <summary>The next member of an object, whose start or last value was read just now; null at its end.</summary>
        string? NextName()
        {
            Read();
            return json.TokenType == JsonTokenType.EndObject ? null
                : json.TokenType == JsonTokenType.PropertyName ? json.GetString()
                : throw new JsonException($"{json.TokenType} where a member must stand.");
        }

        void Expect(JsonTokenType type)
        {
            Read();
            if (json.TokenType != type)
            {
                throw new JsonException($"{json.TokenType} where {type} must stand.");
            }
        }

        void Read()
        {
            if (!json.Read())
            {
                throw new JsonException("The answer ends too early.");
            }
        }
    }
}
