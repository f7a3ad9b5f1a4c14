using System.CommandLine;
using CityOps.Simulators;

// Ctrl-C cancels the command; it then has this long to send what is waiting and say goodbye.
var configuration = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) };
return await SimulatorsCommand.RunAsync(args, configuration, TimeProvider.System, CancellationToken.None);
