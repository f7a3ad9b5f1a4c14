using System.Text;
using System.Text.Json;
using CityOps.Core.Wire;

namespace CityOps.Tests.Core.Wire;

/// <summary>Real messages of other systems, which are not ours to understand here: each gets a reason and none an exception.</summary>
public sealed class SampleMessagesTests
{
    [Fact]
    public void MessagesOfOtherSystems_AReasonEach()
    {
        var payloads = Payloads(Folder()).ToList();
        Assert.NotEmpty(payloads);
        foreach (var (name, payload) in payloads)
        {
            var message = Decoded.From(payload);
            Assert.False(message.IsDecoded, name);
            BirthDecoder.TryDecode(payload, out _, out _, out var detail);
            Assert.True(detail.Length <= DecodedMessage.MaxDetailLength, name);
        }
    }

    static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var samples = Path.Combine(folder.FullName, "shared", "samples", "payloads");
            if (Directory.Exists(samples))
            {
                return samples;
            }
        }

        Assert.Skip("no folder shared/samples/payloads beside or above the tests");
        return "";
    }

    static IEnumerable<(string Name, byte[] Payload)> Payloads(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            yield return (file, File.ReadAllBytes(file));
            if (!file.EndsWith(".jsonl", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var line in File.ReadLines(file))
            {
                yield return (file, Encoding.UTF8.GetBytes(line));
                using var document = JsonDocument.Parse(line);
                if (document.RootElement.TryGetProperty("payload", out var inner) && inner.ValueKind == JsonValueKind.String)
                {
                    yield return (file, Encoding.UTF8.GetBytes(inner.GetString()!));
                }
            }
        }
    }
}
