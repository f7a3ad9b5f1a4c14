using System.Text.Json.Nodes;
using CityOps.Core.Readings;
using CityOps.Simulators.Verbs;

namespace CityOps.Simulators.Remote;

/// <summary>A verb that tells a played city something: sends it, and ends with what the city said.</summary>
static class OrderRun
{
    const int MostOfASentence = 600;

    /// <param name="tell">Of an answer that is no refusal.</param>
    public static async Task<int> AskAsync(VerbRun run, JsonObject order, Action<CityAnswer> tell, TimeProvider clock, CancellationToken ct)
    {
        var broker = BrokerArguments.Read(run.Words) with { Notice = run.Screen.Say };
        var answer = await new CityCall(broker, clock).AskAsync(System.Text.Encoding.UTF8.GetBytes(order.ToJsonString()), ct);
        switch (answer)
        {
            case null:
                return Verb.Say(run, ExitCodes.NoCity, $"A broker is at {broker.Host}:{broker.Port}, but no simulated city answered.",
                    "`dotnet run --project Dashboard` plays one, and so does `dotnet run --project Simulators`; it listens once its history is sent.");
            case { Refused: { } why }:
                return Verb.Say(run, ExitCodes.BadWords, $"The city says no: {Clean(why)}");
            default:
                tell(answer);
                return ExitCodes.Done;
        }
    }

    /// <summary>Whoever answered: no terminal should carry out what it sends.</summary>
    public static string Clean(string text) => PlainText.Excerpt(text, MostOfASentence);
}
