using CityOps.Dashboard;

return await Standalone.RunAsync(args);
